// SPDX-License-Identifier: GPL-2.0
/*
 * Chips for tests: an I2C bus with a SHT3x at 0x44 and 0x45, a BME280 at 0x76 and 0x77 (the first of each is for the kernel's own driver, the second for a
 * program), an ADS1115 at 0x48 and an MCP23017 at 0x20, and a 1-Wire bus with a DS18B20.
 * What they measure, and what is wrong with them, is told through /sys/module/rgsim/parameters.
 */
#include <linux/crc8.h>
#include <linux/i2c.h>
#include <linux/module.h>
#include <linux/w1.h>

/* Thousandths of a degree Celsius and of a percent. */
static int sht_t = 21500;
static int sht_rh = 45000;
static int ds_t = 21500;
static bool sht_crc_err;
static bool sht_nak;
static bool ds_crc_err;
static bool ds_absent;

/* Millivolts at the four inputs; levels at the sixteen pins. */
static int ads_mv[4] = { 1200, 1250, 1650, 1650 };
static bool ads_nak;
static uint mcp_levels;
static bool mcp_nak;
static bool mcp_reset = true;

module_param(sht_t, int, 0644);
module_param(sht_rh, int, 0644);
module_param(ds_t, int, 0644);
module_param(sht_crc_err, bool, 0644);
module_param(sht_nak, bool, 0644);
module_param(ds_crc_err, bool, 0644);
module_param(ds_absent, bool, 0644);
module_param_array(ads_mv, int, NULL, 0644);
module_param(ads_nak, bool, 0644);
module_param(mcp_levels, uint, 0644);
module_param(mcp_nak, bool, 0644);
module_param(mcp_reset, bool, 0644);

/* SHT3x: 16-bit commands, words of two bytes and a CRC-8 (polynomial 0x31, initially 0xff). */

DECLARE_CRC8_TABLE(sht_table);
static u8 sht_answer[6];
static int sht_length;

static void sht_word(u8 *at, u32 value)
{
	at[0] = value >> 8;
	at[1] = value;
	at[2] = crc8(sht_table, at, 2, 0xff) ^ (sht_crc_err ? 1 : 0);
}

static void sht_command(u16 command)
{
	sht_length = 0;
	switch (command) {
	case 0xf32d: /* status */
		sht_word(sht_answer, 0);
		sht_length = 3;
		break;
	case 0xe102: /* limits */
	case 0xe109:
		sht_word(sht_answer, 0);
		sht_length = 3;
		break;
	case 0xe114:
	case 0xe11f:
		sht_word(sht_answer, 0xffff);
		sht_length = 3;
		break;
	case 0xe000: /* measurement */
	case 0x2400:
	case 0x240b:
	case 0x2416:
	case 0x2c06:
	case 0x2c0d:
	case 0x2c10:
		sht_word(sht_answer, (u32)div_s64((s64)(sht_t + 45000) * 65535, 175000));
		sht_word(sht_answer + 3, (u32)div_s64((s64)sht_rh * 65535, 100000));
		sht_length = 6;
		break;
	}
}

static int sht_transfer(struct i2c_msg *message)
{
	if (sht_nak)
		return -ENXIO;
	if (!(message->flags & I2C_M_RD)) {
		if (message->len >= 2)
			sht_command((message->buf[0] << 8) | message->buf[1]);
		return 0;
	}
	if (!sht_length)
		return -ENXIO;
	memset(message->buf, 0xff, message->len);
	memcpy(message->buf, sht_answer, min_t(int, message->len, sht_length));
	return 0;
}

/* BME280: registers, with the calibration and the readings of its data sheet's example. */

static const u8 bme_calibration[] = {
	0x70, 0x6b, 0x43, 0x67, 0x18, 0xfc, 0x7d, 0x8e, 0x43, 0xd6, 0xd0, 0x0b, 0x27,
	0x0b, 0x8c, 0x00, 0xf9, 0xff, 0x8c, 0x3c, 0xf8, 0xc6, 0x70, 0x17, 0x00, 75,
};
static const u8 bme_humidity[] = { 0x6a, 0x01, 0x00, 0x14, 0x2e, 0x03, 0x1e };
static const u8 bme_reading[] = { 0x65, 0x5a, 0xc0, 0x7e, 0xed, 0x00, 0x6a, 0x00 };
static u8 bme[256];
static u8 bme_at;

static int bme_transfer(struct i2c_msg *message)
{
	int i;

	if (message->flags & I2C_M_RD) {
		for (i = 0; i < message->len; i++)
			message->buf[i] = bme[bme_at++];
	} else if (message->len) {
		bme_at = message->buf[0];
		for (i = 1; i < message->len; i++)
			bme[(u8)(bme_at + i - 1)] = message->buf[i];
	}
	return 0;
}

/* ADS1115: two registers of sixteen bits; a conversion is done when it is asked for. */

static const int ads_microvolts[8] = { 6144000, 4096000, 2048000, 1024000, 512000, 256000, 256000, 256000 };
static u16 ads_config = 0x8583;
static s16 ads_conversion;
static u8 ads_at;

static void ads_convert(void)
{
	static const u8 plus[8] = { 0, 0, 1, 2, 0, 1, 2, 3 };
	static const s8 minus[8] = { 1, 3, 3, 3, -1, -1, -1, -1 };
	int input = (ads_config >> 12) & 7;
	s64 microvolts = 1000LL * (ads_mv[plus[input]] - (minus[input] < 0 ? 0 : ads_mv[minus[input]]));

	ads_conversion = clamp_t(s64, div_s64(microvolts * 32768, ads_microvolts[(ads_config >> 9) & 7]), -32768, 32767);
}

static int ads_transfer(struct i2c_msg *message)
{
	u16 word;

	if (ads_nak)
		return -ENXIO;
	if (message->flags & I2C_M_RD) {
		word = ads_at == 1 ? ads_config : (u16)ads_conversion;
		memset(message->buf, 0xff, message->len);
		if (message->len >= 2) {
			message->buf[0] = word >> 8;
			message->buf[1] = word;
		}
		return 0;
	}
	if (message->len)
		ads_at = message->buf[0] & 3;
	if (message->len == 3 && ads_at == 1) {
		ads_config = (message->buf[1] << 8) | message->buf[2];
		if (ads_config & 0x8000)
			ads_convert();
		ads_config |= 0x8000;
	}
	return 0;
}

/* MCP23017: registers in pairs; a reset makes it forget. A line that is not pulled up and not driven reads low. */

static u8 mcp[0x16];
static u8 mcp_at;

static int mcp_transfer(struct i2c_msg *message)
{
	int i;

	if (mcp_nak)
		return -ENXIO;
	if (mcp_reset) {
		memset(mcp, 0, sizeof(mcp));
		mcp[0] = mcp[1] = 0xff;
		mcp_reset = false;
	}
	if (message->flags & I2C_M_RD) {
		mcp[0x12] = mcp_levels & mcp[0x0c];
		mcp[0x13] = (mcp_levels >> 8) & mcp[0x0d];
		for (i = 0; i < message->len; i++) {
			message->buf[i] = mcp[mcp_at];
			mcp_at = (mcp_at + 1) % sizeof(mcp);
		}
		return 0;
	}
	if (message->len)
		mcp_at = message->buf[0] % sizeof(mcp);
	for (i = 1; i < message->len; i++) {
		if (mcp_at == 0x0a || mcp_at == 0x0b)
			mcp[0x0a] = mcp[0x0b] = message->buf[i];
		else
			mcp[mcp_at] = message->buf[i];
		mcp_at = (mcp_at + 1) % sizeof(mcp);
	}
	return 0;
}

static int bus_transfer(struct i2c_adapter *adapter, struct i2c_msg *messages, int count)
{
	int i, result;

	for (i = 0; i < count; i++) {
		switch (messages[i].addr) {
		case 0x20:
			result = mcp_transfer(&messages[i]);
			break;
		case 0x44:
		case 0x45:
			result = sht_transfer(&messages[i]);
			break;
		case 0x48:
			result = ads_transfer(&messages[i]);
			break;
		case 0x76:
		case 0x77:
			result = bme_transfer(&messages[i]);
			break;
		default:
			result = -ENXIO;
		}
		if (result)
			return result;
	}
	return count;
}

static u32 bus_can(struct i2c_adapter *adapter)
{
	return I2C_FUNC_I2C | I2C_FUNC_SMBUS_EMUL;
}

static const struct i2c_algorithm bus_algorithm = { .master_xfer = bus_transfer, .functionality = bus_can };
static struct i2c_adapter bus = { .owner = THIS_MODULE, .class = I2C_CLASS_HWMON, .algo = &bus_algorithm, .name = "roomguard-sim" };

/* DS18B20: a ROM, a scratch pad of nine bytes, and the commands that w1_therm gives. */

enum wire_state { EXPECTS_ROM_COMMAND, MATCHES_ROM, EXPECTS_COMMAND, TAKES_SCRATCH, IS_DESELECTED };

static u8 wire_rom[8] = { 0x28, 0x01 };
static u8 wire_scratch[9] = { 0, 0, 0x4b, 0x46, 0x7f, 0xff, 0x0c, 0x10, 0 };
static u8 wire_in[8];
static u8 wire_out[9];
static enum wire_state wire_state;
static int wire_taken, wire_given, wire_length;

static u8 wire_reset(void *data)
{
	wire_state = EXPECTS_ROM_COMMAND;
	wire_taken = wire_given = wire_length = 0;
	return ds_absent ? 1 : 0;
}

static void wire_command(u8 command)
{
	s16 sixteenths = ds_t * 16 / 1000;

	wire_given = 0;
	wire_length = 1;
	wire_out[0] = 0xff;
	switch (command) {
	case 0x44: /* convert */
		wire_scratch[0] = sixteenths;
		wire_scratch[1] = sixteenths >> 8;
		break;
	case 0xbe: /* read the scratch pad */
		wire_scratch[8] = w1_calc_crc8(wire_scratch, 8) ^ (ds_crc_err ? 1 : 0);
		memcpy(wire_out, wire_scratch, sizeof(wire_out));
		wire_length = sizeof(wire_out);
		break;
	case 0x4e: /* write the scratch pad */
		wire_state = TAKES_SCRATCH;
		wire_taken = 0;
		break;
	}
}

static void wire_write(void *data, u8 byte)
{
	if (ds_absent)
		return;
	switch (wire_state) {
	case EXPECTS_ROM_COMMAND:
		wire_taken = 0;
		if (byte == 0x55)
			wire_state = MATCHES_ROM;
		else if (byte == 0xcc)
			wire_state = EXPECTS_COMMAND;
		break;
	case MATCHES_ROM:
		wire_in[wire_taken++] = byte;
		if (wire_taken == sizeof(wire_rom))
			wire_state = memcmp(wire_in, wire_rom, sizeof(wire_rom)) ? IS_DESELECTED : EXPECTS_COMMAND;
		break;
	case EXPECTS_COMMAND:
		wire_command(byte);
		break;
	case TAKES_SCRATCH:
		wire_scratch[2 + wire_taken++] = byte;
		if (wire_taken == 3)
			wire_state = EXPECTS_COMMAND;
		break;
	case IS_DESELECTED:
		break;
	}
}

static u8 wire_read(void *data)
{
	return !ds_absent && wire_given < wire_length ? wire_out[wire_given++] : 0xff;
}

static u8 wire_touch(void *data, u8 bit)
{
	return 1;
}

static void wire_search(void *data, struct w1_master *master, u8 kind, w1_slave_found_callback found)
{
	u64 rom;

	if (ds_absent || kind != W1_SEARCH)
		return;
	memcpy(&rom, wire_rom, sizeof(rom));
	found(master, le64_to_cpu(rom));
}

static struct w1_bus_master wire = {
	.read_byte = wire_read,
	.write_byte = wire_write,
	.touch_bit = wire_touch,
	.reset_bus = wire_reset,
	.search = wire_search,
};

static int __init rgsim_init(void)
{
	int result;

	crc8_populate_msb(sht_table, 0x31);
	bme[0xd0] = 0x60;
	memcpy(bme + 0x88, bme_calibration, sizeof(bme_calibration));
	memcpy(bme + 0xe1, bme_humidity, sizeof(bme_humidity));
	memcpy(bme + 0xf7, bme_reading, sizeof(bme_reading));
	wire_rom[7] = w1_calc_crc8(wire_rom, 7);
	result = i2c_add_adapter(&bus);
	if (result)
		return result;
	result = w1_add_master_device(&wire);
	if (result)
		i2c_del_adapter(&bus);
	return result;
}

static void __exit rgsim_exit(void)
{
	w1_remove_master_device(&wire);
	i2c_del_adapter(&bus);
}

module_init(rgsim_init);
module_exit(rgsim_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("RoomGuard test chips");
