"""Pictures of authors: checked, and published without what they tell of people and machines."""
