// <clearinghouse-search>: the search of the Public Safety Clearinghouse, for any page.
