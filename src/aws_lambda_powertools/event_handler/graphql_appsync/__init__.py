"""GraphQL with AWS AppSync: routers, errors, and the registry of resolvers."""
