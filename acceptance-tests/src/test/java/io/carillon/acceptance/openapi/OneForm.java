package io.carillon.acceptance.openapi;

import java.util.TreeMap;
import java.util.function.Consumer;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jspecify.annotations.Nullable;

/** What documents have in common: they are sorted, any operation may answer with a problem, raw bodies are objects. */
final class OneForm implements OASFilter {

    private final String service;

    OneForm(String service) {
        this.service = service;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getInfo().setTitle(service);
        var paths = document.getPaths();
        paths.setPathItems(new TreeMap<>(paths.getPathItems()));
        for (var path : paths.getPathItems().values()) {
            path.getOperations().values().forEach(OneForm::unify);
        }
        var components = document.getComponents();
        components.setSchemas(new TreeMap<>(components.getSchemas()));
        last(document::setComponents, components);
    }

    private static void unify(Operation operation) {
        var extensions = operation.getExtensions();
        if (extensions != null && extensions.get(ResourceMethods.BODY_REQUIRED) instanceof Boolean required) {
            operation.removeExtension(ResourceMethods.BODY_REQUIRED);
            body(operation, required);
        }
        var responses = operation.getResponses();
        responses.setDefaultValue(OASFactory.createAPIResponse().ref("Problem"));
        last(operation::setResponses, responses);
    }

    /** Members are written in the order in which they were set. */
    private static <T> void last(Consumer<@Nullable T> setter, T member) {
        setter.accept(null);
        setter.accept(member);
    }

    /** Resources read bytes themselves, mostly those of a JSON object; what is not said of the type is JSON. */
    private static void body(Operation operation, boolean required) {
        if (operation.getRequestBody() == null) {
            operation.setRequestBody(OASFactory.createRequestBody()
                    .content(
                            OASFactory.createContent().addMediaType("application/json", OASFactory.createMediaType())));
        }
        var body = operation.getRequestBody();
        body.setRequired(required ? true : null);
        body.getContent().getMediaTypes().values().stream()
                .filter(OneForm::raw)
                .forEach(type -> type.setSchema(OASFactory.createSchema().addType(SchemaType.OBJECT)));
    }

    private static boolean raw(MediaType type) {
        return type.getSchema() == null || "binary".equals(type.getSchema().getFormat());
    }
}
