package org.lienthong.route;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.dsl.yaml.YamlRoutesBuilderLoader;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.service.ServiceHelper;
import org.lienthong.config.Position;
import org.lienthong.config.YamlNode;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Camel's reader of routes, of a file that was parsed already: to open and parse it again took a third of its time. */
final class ReadRoutes extends YamlRoutesBuilderLoader {

    private static final LoadSettings SETTINGS = LoadSettings.builder().build();
    private static final int[] NO_TEXT = {};

    ReadRoutes(CamelContext context) {
        setCamelContext(context);
        ServiceHelper.buildService(this);
        ServiceHelper.initService(this);
    }

    /** The routes of a file, without steps yet: they come with the context. */
    RouteBuilder routes(Path file, YamlNode root) {
        Resource resource = ResourceHelper.fromString("file:" + file, "");
        RouteBuilder routes = builder(newYamlDeserializationContext(SETTINGS, resource), node(root));
        routes.setResource(resource);
        return routes;
    }

    private static Node node(YamlNode node) {
        Optional<Mark> at = mark(node.at());
        if (node instanceof YamlNode.Scalar scalar) {
            ScalarStyle style = scalar.plain() ? ScalarStyle.PLAIN : ScalarStyle.SINGLE_QUOTED;
            return new ScalarNode(Tag.STR, true, scalar.text(), style, at, at);
        }
        if (node instanceof YamlNode.Sequence list) {
            List<Node> items = list.items().stream().map(ReadRoutes::node).toList();
            return new SequenceNode(Tag.SEQ, true, items, FlowStyle.BLOCK, at, at);
        }
        List<NodeTuple> members = ((YamlNode.Mapping) node)
                .entries().entrySet().stream()
                        .map(entry -> new NodeTuple(
                                node(new YamlNode.Scalar(entry.getValue().key(), entry.getKey(), true)),
                                node(entry.getValue().value())))
                        .toList();
        return new MappingNode(Tag.MAP, true, members, FlowStyle.BLOCK, at, at);
    }

    /** Places grow through a file, which is all that is asked of the index. */
    private static Optional<Mark> mark(Position at) {
        int index = at.line() * 10_000 + Math.min(at.column(), 9_999);
        return Optional.of(new Mark(at.file(), index, at.line() - 1, at.column() - 1, NO_TEXT, 0));
    }
}
