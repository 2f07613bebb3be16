"""The whole line: manuscript → parse → proof → make up → render → package → verify → build/<paper>-<date>/."""
