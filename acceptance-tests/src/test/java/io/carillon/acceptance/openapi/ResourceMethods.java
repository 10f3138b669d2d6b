package io.carillon.acceptance.openapi;

import io.smallrye.openapi.api.OperationHandler;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;
import org.jspecify.annotations.Nullable;

/**
 * What a method of ours says and JAX-RS' annotations do not: its feature, the role of the key it wants, whether it takes
 * a body and needs it, and what it leaves open. Asked before the rest of the operation is read.
 */
final class ResourceMethods implements OperationHandler {

    /** Taken out again by {@link OneForm}: whether the body has to be there; absent where there is none. */
    static final String BODY_REQUIRED = "x-body-required";

    private static final DotName REQUIRES = DotName.createSimple("io.carillon.kit.access.Requires");
    private static final DotName NULLABLE = DotName.createSimple(Nullable.class);
    private static final DotName RESPONSE = DotName.createSimple("jakarta.ws.rs.core.Response");
    private static final DotName PRODUCES = DotName.createSimple("jakarta.ws.rs.Produces");

    /** The schemes of {@code every-service.yaml}. */
    private static final List<String> KEYS = List.of("key", "bearer", "service");

    @Override
    public void handleOperation(Operation operation, ClassInfo resource, MethodInfo method) {
        operation.addTag(resource.name().packagePrefixName().withoutPackagePrefix());
        var requires = declared(REQUIRES, resource, method);
        if (requires != null) {
            var role = requires.value().asEnum();
            KEYS.forEach(key -> operation.addSecurityRequirement(
                    OASFactory.createSecurityRequirement().addScheme(key, role)));
        }
        method.parameters().stream()
                .filter(parameter -> parameter.declaredAnnotations().isEmpty())
                .findFirst()
                .ifPresent(body ->
                        operation.addExtension(BODY_REQUIRED, !body.type().hasAnnotation(NULLABLE)));
        answer(operation, resource, method);
    }

    /** Says what is known where a signature says nothing of the answer, and leaves the others to be read. */
    private static void answer(Operation operation, ClassInfo resource, MethodInfo method) {
        if (method.returnType().kind() == Type.Kind.VOID) {
            operation.setResponses(OASFactory.createAPIResponses()
                    .addAPIResponse("204", OASFactory.createAPIResponse().description("Done")));
        } else if (opaque(method.returnType())) {
            var done = OASFactory.createAPIResponse().description("Done");
            var produces = declared(PRODUCES, resource, method);
            if (produces != null) {
                var content = OASFactory.createContent();
                for (var type : produces.value().asStringArray()) {
                    content.addMediaType(type, OASFactory.createMediaType());
                }
                done.setContent(content);
            }
            operation.setResponses(OASFactory.createAPIResponses().addAPIResponse("2XX", done));
        }
    }

    /** {@code Response} and {@code RestResponse<byte[]>}, now or later. */
    private static boolean opaque(Type type) {
        return switch (type.kind()) {
            case ARRAY -> true;
            case PARAMETERIZED_TYPE ->
                type.asParameterizedType().arguments().stream().anyMatch(ResourceMethods::opaque);
            default -> type.name().equals(RESPONSE);
        };
    }

    /** What stands on a method replaces what stands on its class. */
    private static @Nullable AnnotationInstance declared(DotName annotation, ClassInfo resource, MethodInfo method) {
        var onMethod = method.declaredAnnotation(annotation);
        return onMethod == null ? resource.declaredAnnotation(annotation) : onMethod;
    }
}
