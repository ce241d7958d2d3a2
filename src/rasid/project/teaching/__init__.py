"""What people teach a project: proposals, what coding by them would change, and taking them into the project's own data layer."""
