package org.popauth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `infra/` gives to AppArmor and SELinux can be compiled. Loading it takes a kernel that has
/// them.
final class ConfinementIT {

    @TempDir Path folder;

    @Test
    void theAppArmorProfileIsCompiled() throws IOException {
        var parser = Infra.program("apparmor_parser", "apparmor");
        var profile = Infra.file("apparmor/popauth-agent").toString();

        var compiled = Infra.run(parser, "--skip-kernel-load", "--skip-cache", "--names", profile);
        Infra.run(parser, "--skip-kernel-load", "--skip-cache", profile);

        assertThat(compiled).contains("popauth-agent");
        assertThat(Infra.text("systemd/popauth-agent.service"))
                .contains("AppArmorProfile=-popauth-agent\n");
    }

    @Test
    void theSelinuxModuleIsCompiledAndPackaged() throws IOException {
        var module = folder.resolve("popauth.mod").toString();
        var packaged = folder.resolve("popauth.pp");
        var policy = Infra.file("selinux/popauth.te").toString();
        var contexts = Infra.file("selinux/popauth.fc").toString();

        Infra.run(Infra.program("checkmodule", "checkpolicy"), "-M", "-m", "-o", module, policy);
        Infra.run(
                Infra.program("semodule_package", "semodule-utils"),
                "-o",
                packaged.toString(),
                "-m",
                module,
                "-f",
                contexts);

        assertThat(packaged).isNotEmptyFile();
        for (var type : Infra.text("selinux/popauth.fc").lines().toList()) {
            assertThat(Infra.text("selinux/popauth.te"))
                    .contains("type " + type.replaceAll(".*:object_r:|:s0$", "") + ", file_type;");
        }
    }
}
