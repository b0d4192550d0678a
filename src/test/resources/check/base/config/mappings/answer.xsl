<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="json"/>
  <xsl:template match="/">
    <xsl:sequence select="map { 'found': true() }"/>
  </xsl:template>
</xsl:stylesheet>
