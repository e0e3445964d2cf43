"""What the product and its checks are made of: the locked parts, their licences, and what is known against them."""
