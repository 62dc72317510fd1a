"""Runs llama.cpp's own server, as the package `xllamacpp` ships it, until standard input ends: python3 serve.py MODEL; says its address."""
import sys

import xllamacpp

params = xllamacpp.CommonParams()
params.model.path = sys.argv[1]
params.n_ctx = 32768
params.n_parallel = 4
params.port = 0
server = xllamacpp.Server(params)
print(server.listening_address, flush=True)
sys.stdin.read()
