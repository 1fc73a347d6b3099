"""Who is asking, and whether they may: decided on the server, before a page, file, kernel or socket is answered for."""
