"""What comes in: items, names, dates and numbers of CSL-JSON, styles and locales of XML."""
