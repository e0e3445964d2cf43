"""Volumes on which an overwritten key stays readable are known by their file system and its options."""

from pathlib import Path

import pytest

from storage import volume

MOUNTS = """\
22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard
40 27 0:40 / /srv {0}
"""
ORDINARY = "rw,relatime - ext4 /dev/vdb rw,data=ordered"


def keeps_old_keys(folder: Path, mounts: str, name: str = "kek") -> bool:
    """Whether a key file below that mount point would leave what it overwrites on the device."""
    mountinfo = folder / "mountinfo"
    mountinfo.write_text(mounts.replace("/srv", str(folder).replace(" ", "\\040")), "utf-8")
    (folder / name).touch()
    return not volume.overwrites_in_place(folder / name, mountinfo)


@pytest.mark.parametrize(
    ("mount", "keeps"),
    [
        (ORDINARY, False),
        ("rw,relatime - ext4 /dev/vdb rw", False),
        ("rw,relatime shared:5 master:1 - ext4 /dev/vdb rw,data=journal", True),
        ("rw,relatime - ext3 /dev/vdb rw,data=journal", True),
        ("rw,relatime - xfs /dev/vdb rw", False),
        ("rw,relatime - btrfs /dev/vdb rw,space_cache=v2,subvol=/", True),
        ("rw,relatime - btrfs /dev/vdb rw,nodatacow,subvol=/", False),
        ("rw,relatime - zfs tank/hidamari rw,xattr", True),
        ("rw,relatime - bcachefs /dev/vdb rw", True),
        ("rw,relatime - f2fs /dev/vdb rw", True),
        ("rw,relatime - nilfs2 /dev/vdb rw", True),
        ("rw,relatime - overlay overlay rw,lowerdir=/a,upperdir=/b", False),
        ("rw,relatime - tmpfs tmpfs rw", False),
    ],
)
def test_a_volume_that_keeps_what_was_overwritten_is_told(tmp_path: Path, mount: str, keeps: bool) -> None:
    assert keeps_old_keys(tmp_path, MOUNTS.format(mount)) == keeps


def test_the_mount_nearest_to_the_file_counts_and_of_two_the_later(tmp_path: Path) -> None:
    zfs, ext4 = "rw - zfs tank rw", "rw - ext4 /dev/vdc rw"
    over = MOUNTS.format(zfs) + f"41 40 0:41 / /srv/sub {ext4}\n"
    (tmp_path / "sub").mkdir()
    assert not keeps_old_keys(tmp_path, over, "sub/kek")
    assert keeps_old_keys(tmp_path, over, "kek")
    assert not keeps_old_keys(tmp_path, MOUNTS.format(zfs) + f"41 27 0:41 / /srv {ext4}\n")
    assert keeps_old_keys(tmp_path, MOUNTS.format(ext4) + f"41 27 0:41 / /srv {zfs}\n")
    beside = MOUNTS.format(ext4) + f"41 27 0:41 / /srv-zfs {zfs}\n"
    assert not keeps_old_keys(tmp_path, beside)


def test_a_mount_point_with_a_space_and_a_link_to_another_volume_are_seen(tmp_path: Path) -> None:
    spaced = tmp_path / "key volume"
    spaced.mkdir()
    mounts = MOUNTS.format("rw - zfs tank rw")
    assert keeps_old_keys(spaced, mounts)
    (tmp_path / "link").symlink_to(spaced / "kek")
    assert not volume.overwrites_in_place(tmp_path / "link", spaced / "mountinfo")


def test_where_nothing_can_be_told_there_is_no_alarm(tmp_path: Path) -> None:
    assert not keeps_old_keys(tmp_path, "no mountinfo\n")
    assert volume.overwrites_in_place(tmp_path / "kek", tmp_path / "missing")
