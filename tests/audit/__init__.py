"""The pages, judged as others would judge them: `make audit`."""
