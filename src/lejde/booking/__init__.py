"""Services, their hours, and times that a person takes without saying who they are."""
