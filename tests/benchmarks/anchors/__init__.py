"""What the product's webhook is measured against: the least that others do with the same request on the same server."""
