-- wrk: POST the body that lies in $BODY, with the token in $TOKEN; counts what isn't 200.
local file = io.open(os.getenv("BODY"), "rb")
wrk.method = "POST"
wrk.body = file:read("*a")
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authtoken"] = os.getenv("TOKEN")
file:close()
dofile(os.getenv("FIGURES"))
