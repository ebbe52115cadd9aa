<?xml version="1.0" encoding="ISO-8859-1" standalone="yes"?>
<XPlanAuszug xmlns="http://www.xplanung.de/xplangml/5/4" xmlns:gml="http://www.opengis.net/gml/3.2">
  <gml:featureMember>
    <FP_Plan gml:id="F1">
      <gml:boundedBy>
        <gml:Envelope srsName="urn:adv:crs:DE_DHDN_3GK2_NW101" srsDimension="3">
          <gml:lowerCorner>2566000 5679000 0</gml:lowerCorner>
          <gml:upperCorner>2569000 5682000 0</gml:upperCorner>
        </gml:Envelope>
      </gml:boundedBy>
      <name>Flächennutzungsplan Auenbrück</name>
      <planArt>1000</planArt>
      <rechtsstand>2000</rechtsstand>
      <raeumlicherGeltungsbereich>
        <gml:Polygon gml:id="F2" srsDimension="3">
          <gml:exterior>
            <gml:LinearRing>
              <gml:posList>2567000 5680000 61.5 2567000 5681000 60 2568000 5681000 60 2568000 5680000 62 2567000 5680000 61.5</gml:posList>
            </gml:LinearRing>
          </gml:exterior>
        </gml:Polygon>
      </raeumlicherGeltungsbereich>
    </FP_Plan>
  </gml:featureMember>
</XPlanAuszug>
