"""From page images to lines and redactions: everything that looks at pixels."""
