//! `internalBinding('os')`: the machine and its user.

use super::system::{Answer, Name};
use napi_core::system::network::{Family, InterfaceAddress};
use napi_core::system::{accounts, machine, network};
use napi_derive::{Array, CallContext, Env, Object, Result};

/// The functions.
pub fn init(_: Env<'_>, exports: Object<'_>) -> Result<()> {
    exports.define_typed("hostname", || -> Answer<String> { Ok(machine::hostname()?) })?;
    exports.define_typed("uname", || -> Answer<[String; 4]> {
        let names = machine::uname()?;
        Ok([names.system, names.version, names.release, names.machine])
    })?;
    exports.define_typed("uptime", || -> Answer<f64> { Ok(machine::uptime()?) })?;
    exports.define_typed("loadavg", machine::load_averages)?;
    exports.define_typed("totalmem", || machine::total_memory() as f64)?;
    exports.define_typed("freemem", || machine::free_memory() as f64)?;
    exports.define_typed("availableParallelism", machine::available_parallelism)?;
    exports.define_function("cpus", cpus)?;
    exports.define_function("interfaceAddresses", interface_addresses)?;
    exports.define_typed("homedir", || -> Answer<String> { Ok(machine::home_folder()?) })?;
    exports.define_function("userInfo", user_info)?;
    exports.define_typed("getPriority", |process: i32| -> Answer<i32> {
        Ok(machine::priority(process)?)
    })?;
    exports.define_typed("setPriority", |process: i32, priority: i32| -> Answer<()> {
        Ok(machine::set_priority(process, priority)?)
    })
}

/// `cpus()`: for each processor model, speed, user, nice, sys, idle, irq, one after the other.
fn cpus(cx: CallContext<'_>) -> Result<Array<'_>> {
    let list = cx.env().array()?;
    for cpu in machine::processors() {
        list.push(cpu.model)?;
        list.push(cpu.megahertz)?;
        for time in [cpu.user, cpu.nice, cpu.system, cpu.idle, cpu.interrupts] {
            list.push(time as f64)?;
        }
    }
    Ok(list)
}

/// `interfaceAddresses()`: for each address name, address, netmask, family, mac, internal, scope,
/// one after the other.
fn interface_addresses(cx: CallContext<'_>) -> Answer<Array<'_>> {
    let list = cx.env().array()?;
    for address in network::interface_addresses()? {
        let mac = hardware_address(&address);
        list.push(address.interface)?;
        list.push(address.address)?;
        list.push(address.netmask)?;
        list.push(match address.family {
            Family::V4 => "IPv4",
            Family::V6 => "IPv6",
            Family::Other => "unknown",
        })?;
        list.push(mac)?;
        list.push(address.is_internal)?;
        list.push(address.scope.map_or(-1.0, f64::from))?;
    }
    Ok(list)
}

fn hardware_address(address: &InterfaceAddress) -> String {
    address.hardware.map(|byte| format!("{byte:02x}")).join(":")
}

/// `userInfo(asBytes)`: `{ uid, gid, username, homedir, shell }`.
fn user_info(cx: CallContext<'_>) -> Answer<Object<'_>> {
    let as_bytes: bool = cx.arg(0)?;
    let account = accounts::current()?;
    let number = |id: Option<u64>| id.map_or(-1.0, |id| id as f64);
    let info = cx.env().object()?;
    info.set("uid", number(account.user))?;
    info.set("gid", number(account.group))?;
    info.set("username", Name::new(account.name, as_bytes))?;
    info.set("homedir", Name::new(account.home, as_bytes))?;
    match account.shell.filter(|shell| !shell.is_empty()) {
        Some(shell) => info.set("shell", Name::new(shell, as_bytes))?,
        None => info.set("shell", cx.env().null()?)?,
    }
    Ok(info)
}
