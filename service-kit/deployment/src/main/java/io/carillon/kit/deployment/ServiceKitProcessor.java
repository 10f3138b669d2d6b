package io.carillon.kit.deployment;

import io.carillon.kit.access.Requires;
import io.carillon.kit.config.SeedNames;
import io.carillon.kit.log.JsonLogRecorder;
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.ApplicationInfoBuildItem;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.LogConsoleFormatBuildItem;
import io.quarkus.deployment.builditem.RunTimeConfigurationDefaultBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveMethodBuildItem;
import org.jboss.jandex.AnnotationTarget;

/** The build steps of the kit. */
class ServiceKitProcessor {

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem("carillon-service-kit");
    }

    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    LogConsoleFormatBuildItem logFormat(JsonLogRecorder recorder, ApplicationInfoBuildItem application) {
        return new LogConsoleFormatBuildItem(recorder.formatter(application.getName()));
    }

    /** Tells {@link SeedNames} which of Quarkus' settings this service has. */
    @BuildStep
    void translatedSettings(Capabilities capabilities, BuildProducer<RunTimeConfigurationDefaultBuildItem> defaults) {
        flag(defaults, SeedNames.HAS_DATABASE, capabilities.isPresent(Capability.AGROAL));
        flag(defaults, SeedNames.HAS_REDIS, capabilities.isPresent(Capability.REDIS_CLIENT));
    }

    private static void flag(BuildProducer<RunTimeConfigurationDefaultBuildItem> defaults, String name, boolean on) {
        defaults.produce(new RunTimeConfigurationDefaultBuildItem(name, String.valueOf(on)));
    }

    /** The access filter reads {@link Requires} off the method that was matched, in a native image too. */
    @BuildStep
    void requiredRoles(CombinedIndexBuildItem index, BuildProducer<ReflectiveMethodBuildItem> reflective) {
        for (var marked : index.getIndex().getAnnotations(Requires.class)) {
            if (marked.target().kind() == AnnotationTarget.Kind.METHOD) {
                reflective.produce(new ReflectiveMethodBuildItem(
                        "read by the access filter", marked.target().asMethod()));
            }
        }
    }
}
