-- One line: requests a second, median and 99 % in milliseconds, answers that were no success.
function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("FIGURES %.0f %.2f %.2f %d\n",
    summary.requests / (summary.duration / 1000000), latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
