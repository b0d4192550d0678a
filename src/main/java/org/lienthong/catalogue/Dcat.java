package org.lienthong.catalogue;

import java.util.List;
import org.lienthong.agreement.DataClass;
import org.lienthong.agreement.ServiceDefinition;
import org.lienthong.agreement.Text;
import org.lienthong.problem.Language;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes the public part of the catalogue as DCAT-AP 3 in JSON-LD; addresses are relative to the document's own. */
final class Dcat {

    static final String MEDIA_TYPE = "application/ld+json";

    private static final String RIGHTS = "http://publications.europa.eu/resource/authority/access-right/";
    private static final Text TITLE = new Text("Danh mục dịch vụ chia sẻ dữ liệu", "Catalogue of data services");
    private static final Text ABOUT = new Text(
            "Các dịch vụ chia sẻ dữ liệu mà cơ quan nhà nước công bố trên trục liên thông.",
            "The data services that agencies make known on the hub.");
    private static final Text HUB = new Text("Trục liên thông", "The hub");

    private final Catalogue catalogue;

    Dcat(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    JsonNode document(List<Catalogue.Offer> offers) {
        ObjectNode document = JsonMapper.shared().createObjectNode();
        document.putObject("@context")
                .put("dcat", "http://www.w3.org/ns/dcat#")
                .put("dct", "http://purl.org/dc/terms/")
                .put("foaf", "http://xmlns.com/foaf/0.1/");
        document.put("@id", Catalogue.PATH).put("@type", "dcat:Catalog");
        texts(document, "dct:title", TITLE);
        texts(document, "dct:description", ABOUT);
        publisher(document, null, HUB);
        offers.forEach(
                offer -> service(document.withArrayProperty("dcat:service").addObject(), offer.service()));
        return document;
    }

    private void service(ObjectNode service, ServiceDefinition definition) {
        String endpoint = Catalogue.endpoint(definition);
        service.put("@id", endpoint).put("@type", "dcat:DataService");
        service.put("dct:identifier", definition.id().toString());
        texts(service, "dct:title", definition.title());
        texts(service, "dct:description", definition.description());
        service.putObject("dcat:endpointURL").put("@id", endpoint);
        service.putObject("dcat:endpointDescription").put("@id", Catalogue.openapi(definition));
        boolean open = definition.dataClass() == DataClass.OPEN;
        service.putObject("dct:accessRights").put("@id", RIGHTS + (open ? "PUBLIC" : "RESTRICTED"));
        String provider = definition.id().provider();
        publisher(
                service,
                provider,
                new Text(catalogue.name(provider, Language.VI), catalogue.name(provider, Language.EN)));
    }

    private static void publisher(ObjectNode of, @org.jspecify.annotations.Nullable String code, Text name) {
        ObjectNode publisher = of.putObject("dct:publisher").put("@type", "foaf:Agent");
        if (code != null) {
            publisher.put("dct:identifier", code);
        }
        texts(publisher, "foaf:name", name);
    }

    private static void texts(ObjectNode of, String key, Text text) {
        of.putArray(key)
                .add(JsonMapper.shared()
                        .createObjectNode()
                        .put("@language", "vi")
                        .put("@value", text.vi()))
                .add(JsonMapper.shared()
                        .createObjectNode()
                        .put("@language", "en")
                        .put("@value", text.en()));
    }
}
