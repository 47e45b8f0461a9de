"""textfix in other people's pipelines: bytes to text, columns of any host, accounts that add up.

Nothing here imports a host: the modules named after one do, when they are used.
"""

from textfix.api import Cleaner
from textfix.integrations.account import Account
from textfix.integrations.columns import Columns
from textfix.integrations.decoder import BytesDecoder, Reading
from textfix.integrations.shards import Shards

__all__ = ["Account", "BytesDecoder", "Cleaner", "Columns", "Reading", "Shards"]
