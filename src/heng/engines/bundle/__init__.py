"""The bundle 「证据包」: one file that proves itself off line: documents, entries, proofs, checkpoint, keys.

依据: 安公管办〔2022〕6号 七 (防伪溯源); C2SP tlog-proof; APPNOTE (zip).

A bundle is a zip whose every byte follows from its members: they are stored as they are, side by side, without comment,
date or attribute. So nothing in it can be packed, encrypted, linked or hidden, and no altered byte goes unnoticed.

    manifest.json        every other member: name, role, size, SHA-256, SM3; the keys of the log and of its witnesses
    verify.html          checks the bundle in a browser, from disk and without a network
    checkpoint           head of the log, signed, with the cosignatures of witnesses
    entries/7.json       leaf 7 of the log: one act, canonical JSON
    openings/7.json      what leaf 7 keeps closed from the public, for who was given the bundle
    proofs/7.tlog-proof  that leaf 7 stands under the checkpoint (C2SP tlog-proof)
    documents/WJ000001.pdf  a file whose digest stands in one of the entries

To make one: `writing.write`. To check: `checking.check_bundle`, `checking.check_receipt`; or `heng-verify FILE`, which
needs this package and `engines.tlog`, and nothing of Django. Nothing here reads a clock or the network.

What it proves hangs on the key of the log: whoever has it from elsewhere than from the bundle knows whose log it is.
"""
