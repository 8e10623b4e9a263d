-- wrk: GET with the token in $TOKEN.
wrk.headers["Authtoken"] = os.getenv("TOKEN")
dofile(os.getenv("FIGURES"))
