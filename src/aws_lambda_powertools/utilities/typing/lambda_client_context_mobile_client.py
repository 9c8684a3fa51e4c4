"""The mobile application inside a client context."""

from __future__ import annotations


class LambdaClientContextMobileClient:
    """A mobile application: its installation, name, version and package."""

    _installation_id: str
    _app_title: str
    _app_version_name: str
    _app_version_code: str
    _app_package_name: str

    @property
    def installation_id(self) -> str:
        """Identifier of this installation of the application."""
        return self._installation_id

    @property
    def app_title(self) -> str:
        """Title of the application."""
        return self._app_title

    @property
    def app_version_name(self) -> str:
        """Version as shown to people."""
        return self._app_version_name

    @property
    def app_version_code(self) -> str:
        """Version as counted by the application's store."""
        return self._app_version_code

    @property
    def app_package_name(self) -> str:
        """Package name of the application."""
        return self._app_package_name
