<?xml version="1.0" encoding="UTF-8"?>
<xplan:XPlanAuszug xmlns:xplan="http://www.xplanung.de/xplangml/6/0" xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:xlink="http://www.w3.org/1999/xlink" gml:id="GML_1">
  <gml:boundedBy>
    <gml:Envelope srsName="EPSG:25832">
      <gml:lowerCorner>437600 5713000</gml:lowerCorner>
      <gml:upperCorner>438400 5713400</gml:upperCorner>
    </gml:Envelope>
  </gml:boundedBy>
  <gml:featureMember>
    <xplan:BP_Plan gml:id="GML_2">
      <xplan:name>Südlich der
        Mühlenwiese</xplan:name>
      <gml:name>interner Name</gml:name>
      <xplan:nummer>47</xplan:nummer>
      <xplan:externeReferenz>
        <xplan:XP_SpezExterneReferenz>
          <xplan:name>kein Planname</xplan:name>
        </xplan:XP_SpezExterneReferenz>
      </xplan:externeReferenz>
      <xplan:raeumlicherGeltungsbereich>
        <gml:MultiSurface srsName="EPSG:25832" gml:id="GML_3">
          <gml:surfaceMember>
            <gml:Polygon gml:id="GML_4">
              <gml:exterior>
                <gml:LinearRing>
                  <gml:posList srsDimension="2" count="5">437600 5713000 438000 5713000 438000 5713300 437600 5713300 437600 5713000</gml:posList>
                </gml:LinearRing>
              </gml:exterior>
              <gml:interior>
                <gml:LinearRing>
                  <gml:pos>437700 5713100</gml:pos>
                  <gml:pos>437800 5713100</gml:pos>
                  <gml:pos>437800 5713200</gml:pos>
                  <gml:pos>437700 5713200</gml:pos>
                  <gml:pos>437700 5713100</gml:pos>
                </gml:LinearRing>
              </gml:interior>
            </gml:Polygon>
          </gml:surfaceMember>
          <gml:surfaceMember>
            <gml:Surface gml:id="GML_5">
              <gml:patches>
                <gml:PolygonPatch>
                  <gml:exterior>
                    <gml:Ring>
                      <gml:curveMember>
                        <gml:Curve gml:id="GML_6">
                          <gml:segments>
                            <gml:LineStringSegment>
                              <gml:posList>438200 5713000 438400 5713000</gml:posList>
                            </gml:LineStringSegment>
                            <gml:Arc>
                              <gml:posList>438400 5713000 438300 5713100 438200 5713000</gml:posList>
                            </gml:Arc>
                          </gml:segments>
                        </gml:Curve>
                      </gml:curveMember>
                    </gml:Ring>
                  </gml:exterior>
                </gml:PolygonPatch>
              </gml:patches>
            </gml:Surface>
          </gml:surfaceMember>
        </gml:MultiSurface>
      </xplan:raeumlicherGeltungsbereich>
      <xplan:planArt>1000</xplan:planArt>
      <xplan:planArt>3000</xplan:planArt>
      <xplan:verfahren>1000</xplan:verfahren>
      <xplan:rechtsstand>2300</xplan:rechtsstand>
    </xplan:BP_Plan>
  </gml:featureMember>
  <gml:featureMember>
    <xplan:BP_BaugebietsTeilFlaeche gml:id="GML_7">
      <xplan:position>
        <gml:Point srsName="EPSG:25832"><gml:pos>437900 5713250</gml:pos></gml:Point>
      </xplan:position>
    </xplan:BP_BaugebietsTeilFlaeche>
  </gml:featureMember>
</xplan:XPlanAuszug>
