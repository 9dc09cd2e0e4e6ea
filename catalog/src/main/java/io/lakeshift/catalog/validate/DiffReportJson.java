package io.lakeshift.catalog.validate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A report as JSON, with the keys that are promised to users. */
public final class DiffReportJson {
    private DiffReportJson() {}

    public static ObjectNode report(DiffReport report) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("tableId", report.tableId());
        node.put("alias", report.alias());
        node.put("status", report.status().label());
        node.put("verdict", report.verdict());
        node.put("sqlVersion", report.sqlVersion());
        node.put("logVersion", report.logVersion());
        node.put("versionDelta", report.versionDelta());
        node.put("lagSeconds", report.lagSeconds());
        node.put("sqlActiveFiles", report.files().sqlActiveFiles());
        node.put("logActiveFiles", report.files().logActiveFiles());
        node.put("missingInSql", report.missingInSql());
        node.put("extraInSql", report.extraInSql());
        node.put("mismatchedFiles", report.mismatchedFiles());
        node.put("driftFiles", report.files().driftFiles());
        node.put("metadataMatches", report.metadataMatches());
        node.put("protocolMatches", report.protocolMatches());
        node.put("historyMatches", report.historyMatches());
        node.put("validatedFromVersion", report.validatedFromVersion());
        node.put("validatedToVersion", report.validatedToVersion());
        node.put("digest", report.digest());
        node.set("fileDifferences", findings(report.files().samples()));
        node.set("differences", findings(report.findings()));
        return node;
    }

    private static ArrayNode findings(List<DriftFinding> findings) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (DriftFinding finding : findings) {
            array.addObject()
                    .put("code", finding.code().name())
                    .put("subject", finding.subject())
                    .put("field", finding.field())
                    .put("logValue", finding.logValue())
                    .put("sqlValue", finding.sqlValue());
        }
        return array;
    }
}
