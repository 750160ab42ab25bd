"""What is known of English, once; whoever reads English here draws on it.

saying.py     verbs and nouns of saying, and what they govern
people.py     titles, offices and other roles; words of bodies
names.py      what a name is; what a first name tells
calendar.py   months and days
datelines.py where and when an article was written, before its first words
furniture.py labels of links, pictures and credits, which are no prose
marks.py      quotation marks
lexicon.py    the reader of data/, where the words stand, each list with its source
"""
