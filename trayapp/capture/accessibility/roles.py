"""What things in an accessibility tree are, by AT-SPI's numbers."""

from __future__ import annotations

PASSWORD = 40
WITH_TEXT = frozenset(
    {
        11,  # combo box
        52,  # spin button
        60,  # terminal
        61,  # text
        73,  # paragraph
        77,  # edit bar
        78,  # autocomplete
        79,  # entry
        81,  # caption
        82,  # document frame
        83,  # heading
        85,  # section
        88,  # link
        92,  # document spreadsheet
        93,  # document presentation
        94,  # document text
        95,  # document web
        96,  # document e-mail
        97,  # comment
        105,  # block quote
        113,  # log
        116,  # static
    }
)
"""Their text is asked for; what they are called is something else: `Subject`."""
WITH_NAME = frozenset(
    {
        2,  # alert
        29,  # label
        32,  # list item
        37,  # page tab
        43,  # push button
        54,  # status bar
        56,  # table cell
        57,  # column header
        58,  # row header
        64,  # tool tip
        91,  # tree item
        101,  # notification
        121,  # description list's parts
        122,
        123,
    }
)
"""What they are called is what stands on them."""
LEAVES = frozenset(
    {
        7,  # check box
        27,  # image
        29,  # label
        40,  # password
        43,  # push button
        44,  # radio button
        48,  # scroll bar
        50,  # separator
        51,  # slider
        52,  # spin button
        61,  # text
    }
)
"""Whatever is in them is no part of its own to be read."""
HEADERS = frozenset({57, 58})
MAY_BE_ENDLESS = frozenset(
    {
        30,  # layered pane, as of an icon view
        31,  # list
        55,  # table
        65,  # tree
        66,  # tree table
        98,  # list box
    }
)
"""They may have a million parts."""
READABLE = WITH_TEXT | WITH_NAME | {PASSWORD}
