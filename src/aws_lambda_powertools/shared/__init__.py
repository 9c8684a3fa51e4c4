"""What is public here: `cookies`, and the helpers in `functions` that users found useful.

The other modules keep the small names that code written for earlier versions imports.
"""
