"""LINE's own first example, the flask-echo of its Python SDK, with the classes of its third version: it answers within the request.

Settings as the example has them: LINE_CHANNEL_SECRET, LINE_CHANNEL_ACCESS_TOKEN; and LINE_API_ORIGIN, where LINE is.
"""

import os

from flask import Flask, abort, request
from linebot.v3 import WebhookHandler
from linebot.v3.exceptions import InvalidSignatureError
from linebot.v3.messaging import ApiClient, Configuration, MessagingApi, ReplyMessageRequest, TextMessage
from linebot.v3.webhooks import MessageEvent, TextMessageContent

app = Flask(__name__)
handler = WebhookHandler(os.environ["LINE_CHANNEL_SECRET"])
configuration = Configuration(
    access_token=os.environ["LINE_CHANNEL_ACCESS_TOKEN"], host=os.environ["LINE_API_ORIGIN"]
)


@app.post("/callback")
def callback() -> str:
    try:
        handler.handle(request.get_data(as_text=True), request.headers["X-Line-Signature"])
    except InvalidSignatureError:
        abort(400)
    return "OK"


@handler.add(MessageEvent, message=TextMessageContent)  # type: ignore[untyped-decorator]  # the SDK's, as it is
def echo(event: MessageEvent) -> None:
    with ApiClient(configuration) as client:
        answer = ReplyMessageRequest(
            reply_token=event.reply_token, messages=[TextMessage(text=event.message.text)]
        )
        MessagingApi(client).reply_message_with_http_info(answer)
