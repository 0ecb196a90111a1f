package org.popauth.standalone.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.popauth.events.Topics;

/// What an agent may do on the broker: read what was decided, and report. It cannot make an event,
/// an order or a decision, so whoever takes over one mail host commands no other.
final class AgentRights {

    private static final String ANYBODY_WITH_A_CERTIFICATE = "User:*";

    private AgentRights() {}

    static void grant(Admin admin) throws InterruptedException, ExecutionException {
        var rights = new ArrayList<AclBinding>();
        rights.addAll(onTopic(Topics.DECISIONS.name(), AclOperation.READ));
        rights.addAll(onTopic(Topics.DECISIONS.deadLetters(), AclOperation.WRITE));
        rights.addAll(onTopic(Topics.ENFORCEMENTS.name(), AclOperation.WRITE));
        rights.add(right(ResourceType.CLUSTER, Resource.CLUSTER_NAME, AclOperation.DESCRIBE));
        rights.add(
                right(ResourceType.CLUSTER, Resource.CLUSTER_NAME, AclOperation.IDEMPOTENT_WRITE));
        admin.createAcls(rights).all().get();
    }

    private static List<AclBinding> onTopic(String topic, AclOperation operation) {
        return List.of(
                right(ResourceType.TOPIC, topic, operation),
                right(ResourceType.TOPIC, topic, AclOperation.DESCRIBE));
    }

    private static AclBinding right(ResourceType type, String name, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, name, PatternType.LITERAL),
                new AccessControlEntry(
                        ANYBODY_WITH_A_CERTIFICATE, "*", operation, AclPermissionType.ALLOW));
    }
}
