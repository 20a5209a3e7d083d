"""The embed builder: the page on which webmasters choose a widget and copy its code."""
