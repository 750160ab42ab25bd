"""What keeps an archive up to date while it is served: sources that are read again and again.

reading.py     sources read, by a server or by `onrecord follow`
beside.py      what a server does beside answering, in a thread of its own
sources.py     the HTTP API of sources
shapes.py      the JSON that goes in and out
operations.py  what a client asks of it
"""
