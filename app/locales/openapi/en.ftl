frame-docs = For developers
docs-title = API
docs-heading = API reference
docs-without-scripts = JavaScript is off in this browser, and this reference needs it. You can read the API description without JavaScript:
