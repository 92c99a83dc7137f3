"""The transparency log 「透明日志」: a tree that anyone can check, in formats that independent programs already read.

依据: RFC 9162 (RFC 6962), C2SP tlog-tiles, tlog-checkpoint, signed-note, tlog-cosignature and tlog-witness;
GB/T 32918 (SM2), GB/T 32905 (SM3).

To write a log: `merkle.leaf_hash`, `growing.Appender`, `bundles.bundle`, then a `checkpoints.Checkpoint` under
`notes.sign_note` with a `signing.Signer`. To prove: `trees.TiledTree` and `proofs.prove_*`. To check:
`checkpoints.open_checkpoint` and `proofs.check_*`. To witness, and to be witnessed: `witnessing`. Nothing here reads a
clock, a file or the network.
"""
