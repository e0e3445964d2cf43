"""What a city puts on paper, and the page that residents read: written from templates and from the settings in force."""
