"""What keeps an archive up to date while it is served: sources that are read, and questions that are asked again.

serving.py      both, while an app is served
beside.py       what a server does beside answering, in a thread of its own
reading.py      sources read, by a server or by `onrecord follow`
watches.py      standing questions, what was told of each, and what is still to be sent: a small database
asking.py       they are asked again, of the articles that came in
atom.py         what is new, as a feed
sources_api.py  the HTTP API of sources
watches_api.py  the HTTP API of standing questions
shapes.py       the JSON that goes in and out of them
operations.py   what a client asks of them
command.py      the commands: follow and watch
"""
