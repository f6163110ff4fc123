"""The line of a table of months in Excel: its own chart, which follows the cells."""

from math import ceil

from openpyxl.chart import LineChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.worksheet.worksheet import Worksheet

from reports.documents.document import Table

INK, PALE = "333333", "CCCCCC"
HEIGHT = 5.5  # cm
ROW = 0.53  # cm, an empty row of the usual height


def add_line(page: Worksheet, table: Table, row: int, width: float) -> int:
    """Below the table, whose only row is right above `row`; `width` in mm.

    Returns the first row below the chart.
    """
    last = len(table.columns)
    chart = LineChart()
    values = Reference(page, min_row=row - 1, min_col=2, max_col=last)
    chart.add_data(values, from_rows=True)
    chart.set_categories(Reference(page, min_row=row - 2, min_col=2, max_col=last))
    chart.legend = None
    chart.width, chart.height = width / 10, HEIGHT
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = table.tens
    chart.y_axis.majorUnit = 10
    for axis in (chart.x_axis, chart.y_axis):
        axis.delete = False
    chart.y_axis.number_format = "0"
    rules = GraphicalProperties()
    rules.line.solidFill = PALE
    chart.y_axis.majorGridlines.spPr = rules
    (line,) = chart.series
    line.smooth = False
    line.graphicalProperties.line.solidFill = INK
    line.marker.symbol, line.marker.size = "circle", 6
    line.marker.graphicalProperties.solidFill = INK
    line.dLbls = DataLabelList(showVal=True, dLblPos="t")
    for other in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
        setattr(line.dLbls, other, False)
    page.add_chart(chart, f"A{row + 1}")
    return row + 2 + ceil(HEIGHT / ROW)
