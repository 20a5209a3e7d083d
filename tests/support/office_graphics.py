"""The XML of charts and diagrams, as parts of Office packages."""

from office_packages import MICROSOFT, drawing_paragraph

CHART_REFERENCE = '<a:graphic><a:graphicData><c:chart r:id="rIdC"/></a:graphicData></a:graphic>'
NEW_CHART_REFERENCE = (
    '<mc:AlternateContent><mc:Choice Requires="cx1"><a:graphic><a:graphicData><cx:chart r:id="rIdN"/></a:graphicData>'
    f"</a:graphic></mc:Choice><mc:Fallback>{drawing_paragraph('This chart is not available')}</mc:Fallback>"
    "</mc:AlternateContent>"
)
DIAGRAM_REFERENCE = '<a:graphic><a:graphicData><dgm:relIds r:dm="rIdD" r:lo="rIdL"/></a:graphicData></a:graphic>'

CHART = (
    f"<c:chartSpace><c:chart><c:title><c:tx><c:rich>{drawing_paragraph('Shoot</a:t></a:r><a:r><a:t>ings')}</c:rich></c:tx>"
    "</c:title><c:plotArea><c:barChart><c:ser><c:tx><c:strRef><c:strCache><c:pt><c:v>Solved</c:v></c:pt></c:strCache>"
    "</c:strRef></c:tx><c:dLbls><c:dLbl><c:tx><c:rich>"
    f"{drawing_paragraph('Peak week')}</c:rich></c:tx></c:dLbl></c:dLbls><c:cat><c:numRef><c:numCache>"
    "<c:formatCode>mmm yyyy</c:formatCode><c:pt><c:v>45352</c:v></c:pt></c:numCache></c:numRef></c:cat></c:ser>"
    "</c:barChart><c:valAx><c:title><c:tx><c:strRef><c:strCache><c:pt><c:v>Incidents</c:v></c:pt></c:strCache></c:strRef>"
    "</c:tx></c:title></c:valAx></c:plotArea></c:chart></c:chartSpace>"
)
CHART_TEXTS = ["Shootings", "Incidents", "Peak week", "Solved", "Mar 2024"]

NEW_CHART = (
    '<cx:chartSpace><cx:chartData><cx:data id="0"><cx:strDim type="cat"><cx:lvl ptCount="2"><cx:pt idx="0">Tips</cx:pt>'
    '<cx:pt idx="1">Leads</cx:pt></cx:lvl></cx:strDim></cx:data></cx:chartData><cx:chart><cx:title><cx:tx><cx:txData>'
    "<cx:v>Funnel of tips</cx:v></cx:txData></cx:tx></cx:title><cx:plotArea><cx:plotAreaRegion>"
    '<cx:series layoutId="funnel"><cx:tx><cx:txData><cx:v>Count</cx:v></cx:txData></cx:tx></cx:series>'
    "</cx:plotAreaRegion></cx:plotArea></cx:chart></cx:chartSpace>"
)
NEW_CHART_TEXTS = ["Funnel of tips", "Count", "Tips | Leads"]

DIAGRAM = (
    '<dgm:dataModel><dgm:ptLst><dgm:pt type="doc"><dgm:prSet/></dgm:pt>'
    f"<dgm:pt><dgm:t>{drawing_paragraph('Scan')}</dgm:t></dgm:pt><dgm:pt type='sibTrans'><dgm:t><a:p/></dgm:t></dgm:pt>"
    f"<dgm:pt><dgm:t>{drawing_paragraph('Analyze')}</dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>"
)
DIAGRAM_TEXTS = ["Scan", "Analyze"]


def graphic_relations(prefix=""):
    """Return the relations of a part to a chart, a chart of a newer type and a diagram; `prefix` names the part."""
    return {
        f"{prefix}rIdC": ("chart", "/any/chart1.xml"),
        f"{prefix}rIdN": (f"{MICROSOFT}/chartEx", "/any/chartEx1.xml"),
        f"{prefix}rIdD": ("diagramData", "/any/data1.xml"),
    }


def graphic_parts():
    """Return the parts that `graphic_relations` leads to, from the folder of a main part."""
    return {"../any/chart1.xml": CHART, "../any/chartEx1.xml": NEW_CHART, "../any/data1.xml": DIAGRAM}
