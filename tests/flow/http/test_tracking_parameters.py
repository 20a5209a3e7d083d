"""Pages for people ignore what newsletters, ads and social networks add to links; the JSON API does not."""

from urllib.parse import urlencode

import pytest

from catalog.schemas.queries.builder_answers import BUILDER_PARAMETERS
from catalog.schemas.queries.query import SEARCH_PARAMETERS
from webui.embed.builder.form import LANGUAGE_PARAMETER
from webui.embed.options import WIDGET_PARAMETERS
from webui.http.params import TRACKING_PARAM
from webui.pages.sites_query import SITES_PARAMETER_LABELS
from webui.search.state import POSITION

TRACKING = """
    fbclid gclid dclid yclid ttclid twclid msclkid gclsrc gbraid wbraid gad_source gad_campaignid srsltid _ga _gl
    utm_source utm_id mc_cid mc_eid mkt_tok _hsenc _hsmi __hstc hsCtaTracking hsa_cam vero_id vero_conv oly_enc_id
    oly_anon_id igshid igsh li_fat_id trk trkCampaign ref ref_src referrer pk_campaign piwik_kwd mtm_medium
    matomo_source s_kwcid s_cid ef_id elqTrackId elq elqaid __s sc_cid ScCid at_medium cm_mmc ml_subscriber_hash dm_i
    rdt_cid rb_clickid irclickid wickedid epik _kx _openstat _branch_match_id itm_source ss_campaign_id spMailingID
    et_rid emci emdi ceid inf_contact_key mibextid si spm WT.mc_id fb_action_ids campaign campaignid icid source share
""".split()
PAGES = (
    "/",
    "/search?q=cameras&sort=title",
    "/topics/technology",
    "/resources/guide?at=1&q=cameras",
    "/sites?approach=operations",
    "/toolkit/build?topic=technology",
    "/embed?mode=results&topic=technology",
    "/search.atom?q=cameras",
    "/search.csv?q=cameras",
    "/es/search?q=cameras",
)


@pytest.mark.parametrize("url", PAGES)
def test_a_page_is_the_same_with_every_tracking_parameter(client, url):
    followed = f"{url}{'&' if '?' in url else '?'}{urlencode([(name, 'x') for name in TRACKING])}"
    responses = [client.get(address) for address in (url, followed)]
    assert [response.status_code for response in responses] == [200, 200]
    assert responses[0].data == responses[1].data
    assert responses[0].headers.get("ETag") == responses[1].headers.get("ETag")


def test_every_tracking_parameter_is_ignored_by_itself(client):
    assert [name for name in TRACKING if client.get(f"/search?{name}=x").status_code != 200] == []


def test_no_parameter_of_the_site_counts_as_tracking():
    own = {
        *SEARCH_PARAMETERS,
        *BUILDER_PARAMETERS,
        *SITES_PARAMETER_LABELS,
        POSITION,
        *WIDGET_PARAMETERS,
        LANGUAGE_PARAMETER,
    }
    assert {name for name in own if TRACKING_PARAM.fullmatch(name)} == set()


def test_an_error_page_offers_the_search_without_tracking_parameters(get):
    links = [link["href"] for link in get("/search?q=cameras&sort=best&gbraid=x", status=400).select("main a[href]")]
    assert [link for link in links if link.startswith("/search?")] == ["/search?q=cameras"]


def test_an_unknown_parameter_is_still_refused_on_a_page(client):
    assert client.get("/search?topics=technology").status_code == 400


def test_the_json_api_refuses_tracking_parameters(client):
    response = client.get("/api/v1/search?q=cameras&gbraid=x")
    assert (response.status_code, [*response.json["errors"]]) == (400, ["gbraid"])
