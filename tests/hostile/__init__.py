"""A portal that means harm, served over real sockets to the real program: what it may cost, and what it may not get."""
