"""LINE's limits for what a bot sends, as tables (LINE Messaging API reference, Message objects).

Stricter than LINE: a property that the reference does not know is refused, where LINE ignores it.
"""
