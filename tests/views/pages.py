"""What tests look for on pages: the text of a source as a browser reads it, and what no reader may find."""

from html.parser import HTMLParser

# Of the drafts that stand beside what is published.
SECRETS = ("秘密", "草稿机关", "77件")


class SourceText(HTMLParser):
    """The text of the element of class `source-text`, as a browser would read it, and its elements by id."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.text, self.depth, self.marked, self.opened = "", 0, {}, []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if self.depth or attributes.get("class") == "source-text":
            self.depth += 1
            self.opened.append(attributes.get("id", ""))
            self.marked.setdefault(attributes.get("id", ""), "")

    def handle_endtag(self, tag):
        if self.depth:
            self.depth -= 1
            self.opened.pop()

    def handle_data(self, data):
        if self.depth:
            self.text += data
            for anchor in {*self.opened}:
                self.marked[anchor] += data
