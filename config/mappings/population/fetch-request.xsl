<?xml version="1.0" encoding="UTF-8"?>
<!-- The request of TraCuuThongTinCongDan, service 037 of the population database. -->
<xsl:stylesheet version="3.0" exclude-result-prefixes="#all"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

  <xsl:include href="request.xsl"/>

  <xsl:template match=".">
    <xsl:call-template name="request">
      <xsl:with-param name="person" select="."/>
      <xsl:with-param name="operation" select="'TraCuuThongTinCongDan'"/>
      <xsl:with-param name="integration" select="'037'"/>
    </xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
