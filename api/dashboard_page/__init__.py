"""All that is not API: the dashboard as it was built, and a page that says how to build it."""
