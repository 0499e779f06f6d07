"""The portal over HTTP. Thin: reads a request, asks the domain, writes the answer."""
