"""How many compressed bytes of the starter corpus a phone or a widget has to load."""

import yaml

from catalog.settings import Settings
from paths import CORPUS
from webui import create_app

MAX_SUGGESTIONS_BYTES, MAX_WIDGET_BYTES = 1_000, 2_000
MAX_LONGEST_WIDGET_BYTES = 2_300
"""With two best bets, or five long titles."""
WIDGET = {"per_page": 5, "facets": "none", "snippets": 1, "fields": "title,page_url,labels,snippets"}
LONG_URL = "https://clearinghouse.example-agency.gov"


def judged_texts():
    """Return a part of the judged queries: enough of every kind."""
    return [item["query"] for item in yaml.safe_load((CORPUS / "judgments.yaml").read_text("utf-8"))][::8]


def test_suggestions_take_a_kilobyte_and_nearly_all_answers_with_five_hits_for_a_widget_two(starter_data):
    settings = Settings(corpus=CORPUS, data=starter_data, public_url=LONG_URL)
    client = create_app(settings).test_client()

    def size(name, text, **params):
        query = {"q": text, **params}
        response = client.get(f"/api/v1/{name}", query_string=query, headers={"Accept-Encoding": "gzip"})
        assert response.status_code == 200
        return len(response.data), text

    texts = judged_texts()
    suggestions = [size("suggest", text[:6], lang=lang) for text in texts for lang in ("en", "es")]
    widgets = [size("search", text, lang=lang, **WIDGET) for text in texts for lang in ("en", "es")]
    assert max(suggestions)[0] <= MAX_SUGGESTIONS_BYTES, max(suggestions)
    assert max(widgets)[0] <= MAX_LONGEST_WIDGET_BYTES, max(widgets)
    assert sorted(widgets)[len(widgets) * 95 // 100][0] <= MAX_WIDGET_BYTES
