"""Telling a result to people: in the terminal (`terminal.render_terminal`) and as a web page (`html.render_html`).

Neither is imported here: the page needs jinja2 and numpy, and who only prints to the terminal does not.
"""
