Command exited with non-zero status 2
9772
