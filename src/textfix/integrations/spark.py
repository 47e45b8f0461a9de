"""Spark: `mapInArrow` takes `Columns(...).batches`; here are the schema it asks for and a UDF.

Workers need textfix and pyarrow in the Python that PYSPARK_PYTHON names.
"""

from __future__ import annotations

from typing import Any

from textfix.api import Cleaner
from textfix.integrations.columns import Columns


def clean_frame(frame: Any, columns: Columns) -> Any:
    """Return a Spark DataFrame with the columns clean, the others and their order kept.

    Not for streaming frames with state. With `columns.account` a string column is added.
    """
    from pyspark.sql.types import BinaryType, StringType, StructField, StructType

    fields = [
        StructField(f.name, StringType(), f.nullable, f.metadata)
        if f.name in columns.columns and isinstance(f.dataType, BinaryType)
        else f
        for f in frame.schema.fields
    ]
    if columns.account:
        fields.append(StructField(columns.account, StringType(), True))
    return frame.mapInArrow(columns.batches, StructType(fields))


def udf(cleaner: Cleaner | None = None) -> Any:
    """Return an Arrow UDF for `frame.withColumn("text", clean(frame.text))`, or for SQL.

    Not for PySpark before 4.1, which has no `arrow_udf`: use `clean_frame`.
    """
    import pyarrow as pa
    from pyspark.sql.functions import arrow_udf

    made = cleaner or Cleaner()

    def clean(column: pa.Array) -> pa.Array:
        return made(column)

    # Spark reads the hints at run time; those of this module are strings.
    clean.__annotations__ = {"column": pa.Array, "return": pa.Array}
    return arrow_udf(clean, "string")
