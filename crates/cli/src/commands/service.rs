//! `service`: `damson watch` from every login on, by the means of the system.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use damson_app::{ErrorCode, UserError};

use crate::{
    args::{Service, ServiceVerb},
    exit::Exit,
    failure::Failure,
    output::Output,
    session::env_text,
    style::shown,
    words::say,
};

/// How a system starts something for a person.
#[derive(Debug, PartialEq, Eq)]
struct Unit {
    /// The file that describes it.
    file: PathBuf,
    text: String,
    /// What has the system take it in, and what has it forget it.
    begin: Vec<Vec<String>>,
    end: Vec<Vec<String>>,
}

/// The systems that are known, so that each can be looked at anywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum System {
    Systemd,
    Launchd,
    Windows,
}

const NAME: &str = "damson";
const LABEL: &str = "org.damson.watch";

pub(crate) fn service(args: &Service, output: &Output, dry_run: bool) -> Result<Exit, Failure> {
    let program = std::env::current_exe()?;
    let unit = unit(here(), &program, &home()?);
    match args.verb {
        ServiceVerb::Install { print } if print || dry_run => {
            output.line(format!("# {}", shown(&unit.file.to_string_lossy())))?;
            output.raw(unit.text.as_bytes())?;
        }
        ServiceVerb::Install { .. } => {
            write(&unit)?;
            unit.begin.iter().try_for_each(|step| run(step))?;
            output.result(say!("service-installed"))?;
        }
        ServiceVerb::Remove if dry_run => {
            let file = unit.file.to_string_lossy();
            output.result(say!("dry-run-service", file = file.as_ref()))?;
        }
        ServiceVerb::Remove => {
            if unit.file.exists() {
                unit.end.iter().try_for_each(|step| run(step))?;
                fs::remove_file(&unit.file).map_err(|error| UserError::io(&error, &unit.file))?;
            }
            output.result(say!("service-removed"))?;
        }
    }
    Ok(Exit::Done)
}

const fn here() -> System {
    if cfg!(windows) {
        System::Windows
    } else if cfg!(target_os = "macos") {
        System::Launchd
    } else {
        System::Systemd
    }
}

fn home() -> Result<PathBuf, Failure> {
    let nowhere = || UserError::new(ErrorCode::Settings).said("there is no home folder");
    let variable = if cfg!(windows) { "USERPROFILE" } else { "HOME" };
    Ok(env_text(variable).map(PathBuf::from).ok_or_else(nowhere)?)
}

fn unit(system: System, program: &Path, home: &Path) -> Unit {
    let program = program.to_string_lossy();
    match system {
        System::Systemd => {
            let config = env_text("XDG_CONFIG_HOME").map(PathBuf::from);
            let config = config.unwrap_or_else(|| home.join(".config"));
            let unit = format!("{NAME}.service");
            Unit {
                file: config.join("systemd/user").join(&unit),
                // A percent sign and a dollar sign would mean something.
                text: systemd(&program.replace('%', "%%").replace('$', "$$")),
                begin: vec![
                    words(&["systemctl", "--user", "daemon-reload"]),
                    words(&["systemctl", "--user", "enable", "--now", &unit]),
                ],
                end: vec![words(&["systemctl", "--user", "disable", "--now", &unit])],
            }
        }
        System::Launchd => {
            let file = home.join(format!("Library/LaunchAgents/{LABEL}.plist"));
            let at = file.to_string_lossy().into_owned();
            Unit {
                text: launchd(&program),
                begin: vec![words(&["launchctl", "load", "-w", &at])],
                end: vec![words(&["launchctl", "unload", "-w", &at])],
                file,
            }
        }
        System::Windows => {
            let file = home.join(format!("AppData/Local/Damson/{NAME}-watch.xml"));
            let at = file.to_string_lossy().into_owned();
            Unit {
                text: task(&program),
                begin: vec![
                    words(&["schtasks", "/Create", "/F", "/TN", "Damson", "/XML", &at]),
                    words(&["schtasks", "/Run", "/TN", "Damson"]),
                ],
                end: vec![words(&["schtasks", "/Delete", "/F", "/TN", "Damson"])],
                file,
            }
        }
    }
}

fn systemd(program: &str) -> String {
    format!(
        "[Unit]\n\
         Description=Damson keeps copies of assets up to date\n\
         After=network-online.target\n\
         \n\
         [Service]\n\
         ExecStart=\"{program}\" watch --quiet\n\
         KillSignal=SIGINT\n\
         Restart=on-failure\n\
         RestartSec=30\n\
         \n\
         [Install]\n\
         WantedBy=default.target\n"
    )
}

fn launchd(program: &str) -> String {
    let program = xml(program);
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \
         \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n\
         <plist version=\"1.0\">\n\
         <dict>\n\
         \t<key>Label</key><string>{LABEL}</string>\n\
         \t<key>ProgramArguments</key>\n\
         \t<array><string>{program}</string><string>watch</string><string>--quiet</string></array>\n\
         \t<key>RunAtLoad</key><true/>\n\
         \t<key>KeepAlive</key><dict><key>SuccessfulExit</key><false/></dict>\n\
         </dict>\n\
         </plist>\n"
    )
}

fn task(program: &str) -> String {
    let program = xml(program);
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <Task version=\"1.2\" xmlns=\"http://schemas.microsoft.com/windows/2004/02/mit/task\">\n\
         \t<Triggers><LogonTrigger><Enabled>true</Enabled></LogonTrigger></Triggers>\n\
         \t<Settings>\n\
         \t\t<MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>\n\
         \t\t<DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>\n\
         \t\t<StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>\n\
         \t\t<ExecutionTimeLimit>PT0S</ExecutionTimeLimit>\n\
         \t</Settings>\n\
         \t<Actions><Exec><Command>{program}</Command>\
         <Arguments>watch --quiet</Arguments></Exec></Actions>\n\
         </Task>\n"
    )
}

fn xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn write(unit: &Unit) -> Result<(), Failure> {
    let failed = |error: io::Error| UserError::io(&error, &unit.file);
    if let Some(folder) = unit.file.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    Ok(fs::write(&unit.file, &unit.text).map_err(failed)?)
}

/// What the system says is passed on.
fn run(step: &[String]) -> Result<(), Failure> {
    let Some((program, arguments)) = step.split_first() else {
        return Ok(());
    };
    let failed = |said: String| Failure::Usage {
        what: say!("failure-step", program = program, said = said),
        hint: say!("failure-step"."todo"),
    };
    let ended = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| failed(error.to_string()))?;
    if ended.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&ended.stderr);
    Err(failed(said.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(system: System, program: &str) -> String {
        unit(system, Path::new(program), Path::new("/home/jane")).text
    }

    #[test]
    fn each_system_starts_the_program_that_installed_it() {
        let systemd = text(System::Systemd, "/opt/100% Damson/damson");
        assert!(
            systemd.contains("ExecStart=\"/opt/100%% Damson/damson\" watch --quiet\n"),
            "{systemd}"
        );
        let launchd = text(System::Launchd, "/Applications/A & B/damson");
        assert!(
            launchd.contains("<string>/Applications/A &amp; B/damson</string>"),
            "{launchd}"
        );
        let windows = text(System::Windows, "C:\\Damson\\damson.exe");
        assert!(
            windows.contains("<Command>C:\\Damson\\damson.exe</Command>"),
            "{windows}"
        );
    }

    #[test]
    fn what_is_begun_can_be_ended() {
        for system in [System::Systemd, System::Launchd, System::Windows] {
            let unit = unit(system, Path::new("/bin/damson"), Path::new("/home/jane"));
            assert!(unit.file.starts_with("/home/jane") || env_text("XDG_CONFIG_HOME").is_some());
            assert!(!unit.begin.is_empty() && !unit.end.is_empty(), "{unit:?}");
        }
    }
}
